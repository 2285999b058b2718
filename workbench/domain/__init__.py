"""The words of the trade as values: model, text, spans, anchors; pure, without I/O, clock or randomness."""
