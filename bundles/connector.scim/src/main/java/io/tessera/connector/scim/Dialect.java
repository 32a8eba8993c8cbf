package io.tessera.connector.scim;

import io.tessera.connector.spi.Operation.Member;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** What one version of SCIM writes differently from another. Holds no state. */
@ConsumerType
public interface Dialect {
  /** What a refusal says; empty where it does not. */
  record Refusal(String type, String detail) {}

  /** Of the documents that are sent. */
  String mediaType();

  /** The schema that resources of a type name first. */
  String schema(ResourceType type);

  /** The schema of RFC 7643 whose attributes have the same types; the same where there is none. */
  String standard(String urn);

  /** The document in which a service says what it can do, beside its resources. */
  String announcement();

  /**
   * The query that asks for a group without its members, who may be many.
   *
   * @param attributes what must be told in any case, with their schemas
   */
  String withoutMembers(Set<String> attributes);

  /** Reads the document a request was refused with. */
  Refusal refusal(Attributes document);

  /** Whether {@link #patch} has to know the resource as it is. */
  boolean patchNeedsCurrent(List<Desired> wanted);

  /**
   * The request that brings a resource into the desired state.
   *
   * @param current may be empty where {@link #patchNeedsCurrent} says so
   * @return none when there is nothing to say
   */
  Optional<Attributes> patch(ResourceType type, Attributes current, List<Desired> wanted);

  /** The request that adds members to a group. */
  Attributes adding(List<Member> members);

  /** The request that removes members from a group. */
  Attributes removing(List<Member> members);
}
