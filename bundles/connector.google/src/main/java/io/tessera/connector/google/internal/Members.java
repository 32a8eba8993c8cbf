package io.tessera.connector.google.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.RemoteId;
import io.tessera.model.Attributes;
import java.util.ArrayList;
import java.util.List;

/** Adds members to a group and removes them; the API takes them one by one. */
final class Members {
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final DirectoryClient client;
  private final Records groups;
  private final Newcomers newcomers;

  Members(DirectoryClient client, Records groups, Newcomers newcomers) {
    this.client = client;
    this.groups = groups;
    this.newcomers = newcomers;
  }

  void change(RemoteId group, MemberDelta delta) throws TargetFailure, InterruptedException {
    for (Member each : delta.add()) {
      add(group, each);
    }
    for (Member each : delta.remove()) {
      if (Records.isId(each.id())) {
        remove(group, each);
      }
    }
  }

  private void add(RemoteId group, Member member) throws TargetFailure, InterruptedException {
    Attributes document =
        Attributes.builder().put("id", member.id().value()).put("role", "MEMBER").build();
    try {
      client.post(groups.path(group) + "/members", document);
    } catch (TargetFailure refused) {
      boolean present = refused.isStatus(CONFLICT) && refused.isReason("duplicate");
      if (!present) {
        throw refused.isStatus(NOT_FOUND) ? whatIsMissing(group, member, refused) : refused;
      }
    }
  }

  private void remove(RemoteId group, Member member) throws TargetFailure, InterruptedException {
    try {
      client.delete(groups.path(group) + "/members/" + member.id());
    } catch (TargetFailure refused) {
      boolean absent = refused.isStatus(NOT_FOUND) || refused.isStatus(BAD_REQUEST);
      if (!absent) {
        throw refused;
      }
      // That the member is not there is well, but not that the group is not.
      groups.get(group);
    }
  }

  /** "Not found" is said of the group and of the member. */
  private TargetFailure whatIsMissing(RemoteId group, Member member, TargetFailure refused)
      throws InterruptedException {
    try {
      groups.get(group);
    } catch (TargetFailure worse) {
      return worse;
    }
    return newcomers.isNew(member.id().value())
        ? refused.as(
            FailureKind.TRANSIENT,
            "A member was created a short while ago and the directory does not show it yet.")
        : refused.as(FailureKind.INVALID, "A member to add does not exist in the directory.");
  }

  static List<String> plan(String group, MemberDelta delta) {
    List<String> calls = new ArrayList<>();
    delta.add().forEach(m -> calls.add("POST " + group + "/members: " + m.id()));
    delta.remove().forEach(m -> calls.add("DELETE " + group + "/members/" + m.id()));
    return calls;
  }
}
