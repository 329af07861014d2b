"""One run: what it finds and reads, the lock it holds, the record it leaves."""
