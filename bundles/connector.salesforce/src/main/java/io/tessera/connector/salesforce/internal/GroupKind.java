package io.tessera.connector.salesforce.internal;

import java.util.Map;

/**
 * What groups are in an org.
 *
 * @param object their kind of object
 * @param name the field that has the name people see; need not be unique
 * @param uniqueName the field that has the unique one
 * @param fixed fields of every one
 * @param filter of those that can be managed
 * @param membership the kind of object that makes somebody a member
 */
record GroupKind(
    String object,
    String name,
    String uniqueName,
    Map<String, String> fixed,
    String filter,
    String membership,
    String groupField,
    String memberField) {
  /** Public groups. */
  static final GroupKind PUBLIC_GROUPS =
      new GroupKind(
          "Group",
          "Name",
          "DeveloperName",
          Map.of("Type", "Regular"),
          "Type = 'Regular'",
          "GroupMember",
          "GroupId",
          "UserOrGroupId");

  /** Permission sets, whose members are those they are assigned to. */
  static final GroupKind PERMISSION_SETS =
      new GroupKind(
          "PermissionSet",
          "Label",
          "Name",
          Map.of(),
          "IsOwnedByProfile = false",
          "PermissionSetAssignment",
          "PermissionSetId",
          "AssigneeId");

  /** Whether groups may have groups as members. */
  boolean isNested() {
    return equals(PUBLIC_GROUPS);
  }
}
