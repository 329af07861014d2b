"""A dataset or release as a folder of files that a browser can show: what it holds, and how it is written."""
