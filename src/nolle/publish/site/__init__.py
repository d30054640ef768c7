"""The record as a folder of linked pages: one module for each kind of page, all in one frame."""
