"""Scripts that write data files of the program from public data; run by hand, never by the package."""
