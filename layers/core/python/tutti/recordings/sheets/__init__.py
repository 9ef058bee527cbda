"""What is read, not heard: scores, pictures and notation. A file is what its content says it is.

Nothing is imported here: the process that looks into files begins with this package, and is to begin quickly.
"""
