package io.tessera.provisioning.api.admin;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;

/**
 * An extension schema that is configured, not built in.
 *
 * @param urn in the case it was written in; told apart without regard to case
 * @param extended the type of resources that may carry it
 * @param document as RFC 7643 section 7 writes a schema, all characteristics told, with {@code
 *     extends} and, on attributes, {@code indexed}
 * @param version one more with each change
 */
public record CustomSchema(String urn, ResourceType extended, Attributes document, long version) {}
