"""A memo's text → proposals of a policy document, each with the words it rests on, and the questions that are left.

Nothing here decides: a proposal is one way to code a sentence, and a person confirms or refuses it.
"""
