"""Relations across reports: pure functions on plain data, without parser or database."""
