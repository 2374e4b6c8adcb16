"""What templates of the desk may say beside Django's own tags."""
