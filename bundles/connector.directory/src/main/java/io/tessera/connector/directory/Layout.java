package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.DN;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a directory keeps what.
 *
 * @param groups none: the target has no groups
 * @param binaryAttributes folded names of attributes whose values are bytes
 * @param passwordAttribute written and never read
 */
public record Layout(
    Kind users,
    Optional<Kind> groups,
    Membership membership,
    Set<String> binaryAttributes,
    String passwordAttribute) {

  /**
   * How one kind of object is kept.
   *
   * @param label {@code user} or {@code group}, for messages
   * @param objectClasses the first one marks entries of this kind
   * @param place where below the base an entry has to be; null: new ones directly below, others
   *     wherever they are
   */
  public record Kind(
      String label,
      DN base,
      List<String> objectClasses,
      String namingAttribute,
      List<String> keyAttributes,
      @Nullable Place place) {}

  /**
   * How members are kept.
   *
   * @param attribute of the group; lists its members
   * @param named the attribute of a member whose value is listed; null: its DN is
   * @param required whether a group without members is against the schema
   * @param standIn who stands in for nobody; null: the group itself
   */
  public record Membership(
      String attribute, @Nullable String named, boolean required, @Nullable DN standIn) {
    /** The value that keeps the schema content while a group has no members. */
    String standInFor(String groupDn) {
      return standIn == null ? groupDn : standIn.toString();
    }
  }
}
