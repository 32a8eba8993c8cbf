package io.tessera.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an attribute lies: {@code userName}, {@code name.familyName}, {@code emails.value} or
 * {@code urn:...:enterprise:2.0:User:department}. Spelled as the schema spells it.
 *
 * @param extensionUrn URN of the extension schema; null for attributes of the core schema
 * @param name name of the attribute
 * @param subName name of the sub-attribute; null for the attribute as a whole
 */
public record AttributePath(@Nullable String extensionUrn, String name, @Nullable String subName) {

  public static AttributePath of(String name) {
    return new AttributePath(null, name, null);
  }

  public static AttributePath of(String name, String sub) {
    return new AttributePath(null, name, sub);
  }

  public static AttributePath inExtension(String urn, String name) {
    return new AttributePath(urn, name, null);
  }

  public Optional<String> extension() {
    return Optional.ofNullable(extensionUrn);
  }

  public Optional<String> sub() {
    return Optional.ofNullable(subName);
  }

  /** This path with its sub-attribute replaced. */
  public AttributePath withSub(String sub) {
    return new AttributePath(extensionUrn, name, sub);
  }

  /** This path without its sub-attribute. */
  public AttributePath whole() {
    return subName == null ? this : new AttributePath(extensionUrn, name, null);
  }

  /** As clients write it, e.g. {@code urn:...:User:manager.value}. */
  @Override
  public String toString() {
    String own = subName == null ? name : name + "." + subName;
    return extensionUrn == null ? own : extensionUrn + ":" + own;
  }
}
