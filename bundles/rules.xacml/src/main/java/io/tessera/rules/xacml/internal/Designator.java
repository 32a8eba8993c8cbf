package io.tessera.rules.xacml.internal;

/** What a policy asks for: an attribute of the request in a category, as values of a type. */
record Designator(String category, String id, String dataType) {}
