"""The Dutch model with people one by one."""
