"""The sample bureau against the published report that it stands for."""
