package io.tessera.model;

/** A member of a group, or a group somebody belongs to, by type and id. */
public record MemberRef(ResourceType type, ResourceId id) {}
