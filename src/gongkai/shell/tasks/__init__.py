"""What a person waits for, and what is done by the clock: tasks with progress, and scheduled jobs."""
