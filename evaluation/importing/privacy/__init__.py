"""Privacy at the door: what is personal is left out, ages and areas are kept in bands, ids may be coded."""
