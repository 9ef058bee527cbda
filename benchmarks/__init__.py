"""What `make bench` measures: each file one subject, each figure a name, a number and its bar."""
