"""What the documents name exists, and what exists is named."""
