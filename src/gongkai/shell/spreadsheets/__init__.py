"""Spreadsheets: XLSX and CSV read and written, and how a cell reads. Nothing here knows what a ledger is."""
