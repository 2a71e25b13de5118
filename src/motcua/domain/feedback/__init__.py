"""What people say of how they were served: ratings after a result, and what follows from a bad one."""
