"""The sample bureau: ledgers as an officer keeps them, loaded through the importers. Invented, and marked 示例."""
