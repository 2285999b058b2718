"""Files in and out: documents, their metadata and annotation sets."""
