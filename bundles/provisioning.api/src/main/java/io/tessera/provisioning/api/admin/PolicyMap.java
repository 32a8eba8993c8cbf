package io.tessera.provisioning.api.admin;

import io.tessera.model.ResourceType;
import java.util.List;

/**
 * How the attributes of an account are computed from those of the identity or group.
 *
 * @param user rows for accounts
 * @param group rows for groups; empty when groups are not provisioned to this target
 */
public record PolicyMap(List<Row> user, List<Row> group) {
  public PolicyMap {
    user = List.copyOf(user);
    group = List.copyOf(group);
  }

  public List<Row> rows(ResourceType type) {
    return type == ResourceType.USER ? user : group;
  }

  /**
   * One attribute of the account.
   *
   * @param attribute its name in the target, e.g. {@code sn}
   * @param from paths into the identity, the first that has a value gives it: {@code
   *     name.familyName}, {@code emails[type eq "work"].value}, {@code emails.value}, {@code
   *     urn:...:User:department}. Empty when constant
   * @param constant values that are always the same; empty when from a path
   */
  public record Row(String attribute, List<String> from, List<String> constant) {
    public Row {
      from = List.copyOf(from);
      constant = List.copyOf(constant);
    }
  }
}
