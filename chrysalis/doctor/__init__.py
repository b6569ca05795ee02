"""What is wrong with this installation, and what to do about each thing.

A check is a function without arguments that returns findings; none means well. One that cannot ask its
question, because an earlier one failed, returns none and leaves the word to that one.
"""
