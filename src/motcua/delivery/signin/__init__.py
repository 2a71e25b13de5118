"""The doors through which people come in: the identity providers' sign-in for pages, their tokens for the API.

Others use `acting`: who acts in this request, with what assurance and what rights.
"""
