"""Finding text again: pure functions that resolve anchors and locate passages."""
