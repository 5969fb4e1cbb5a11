"""The measurements that README quotes, each one command: `python -m bench.ranking`.

A figure without its protocol is an opinion: each measurement prints what it ran on, from which
seed and how often, and measures a plain baseline in the same run, so that the ratio can be
compared between machines.
"""
