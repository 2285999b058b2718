"""One module a file format of annotation sets."""
