"""Pictures of what is in force where, each with its numbers as a table and a text that says the same in words.

A picture is a Vega-Lite specification made with Altair; `picture` turns it into SVG and PNG, without the network.
"""
