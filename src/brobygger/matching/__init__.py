"""Households and homes in, proposals, rejections and certificates out, each with reasons. Pure; solvers allowed."""
