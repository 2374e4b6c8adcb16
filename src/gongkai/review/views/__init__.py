"""The screens of the review: versions on their way, and by whom they are reviewed."""
