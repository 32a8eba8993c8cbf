package io.tessera.connector.scim;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.OperationKey;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Adds members to a group and removes them, some at a time. */
public final class Members {
  private static final String MEMBERS = "members";
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private final ScimClient client;
  private final Dialect dialect;
  private final int perRequest;

  Members(ScimClient client, Dialect dialect, int perRequest) {
    this.dialect = dialect;
    this.client = client;
    this.perRequest = perRequest;
  }

  /** As elements of the attribute. */
  public static List<Value> elements(List<Member> members) {
    return members.stream().map(Members::element).toList();
  }

  private static Value element(Member member) {
    Attributes.Builder element = Attributes.builder().put("value", member.id().value());
    // Users are what services expect; only the unusual is said.
    return Value.complex(
        member.type() == ObjectType.GROUP ? element.put("type", "Group").build() : element.build());
  }

  /** The members of a group as it is to be written as a whole. */
  static List<Value> merged(Attributes group, MemberDelta delta) {
    Set<String> gone =
        Stream.concat(delta.remove().stream(), delta.add().stream())
            .map(m -> m.id().value())
            .collect(Collectors.toSet());
    List<Value> members = new ArrayList<>();
    for (Value each : group.get(MEMBERS).orElse(Value.NONE).elements()) {
      boolean kept =
          each instanceof Value.Complex c
              && !gone.contains(c.attributes().text("value").orElse(""));
      if (kept) {
        members.add(each);
      }
    }
    members.addAll(elements(delta.add()));
    return members;
  }

  /** Applies a change of membership by PATCH. */
  void patch(URI group, MemberDelta delta, OperationKey key)
      throws TargetFailure, InterruptedException {
    for (List<Member> some : batches(delta.add())) {
      add(group, some, key);
    }
    for (List<Member> some : batches(delta.remove())) {
      remove(group, some, key);
    }
  }

  /**
   * The key of one request: to a second one under the same key, a service that remembers keys gives
   * the answer of the first and does nothing. It goes by the members and not by the request's
   * number, as others may be there when the operation is tried again.
   */
  private static OperationKey own(OperationKey operation, String change, List<Member> some) {
    String request =
        Stream.concat(Stream.of(operation.value(), change), some.stream().map(m -> m.id().value()))
            .collect(Collectors.joining("\n"));
    return new OperationKey(UUID.nameUUIDFromBytes(request.getBytes(UTF_8)).toString());
  }

  private void add(URI group, List<Member> some, OperationKey key)
      throws TargetFailure, InterruptedException {
    try {
      client.send("PATCH", group, dialect.adding(some), own(key, "add", some), Optional.empty());
    } catch (TargetFailure refused) {
      throw refused.isStatus(NOT_FOUND) ? whatIsMissing(group, refused) : refused;
    }
  }

  /** A service may say "not found" of the group and of a member. */
  TargetFailure whatIsMissing(URI group, TargetFailure refused) throws InterruptedException {
    try {
      requireGroup(group);
      return refused.as(FailureKind.INVALID, "A member to add does not exist in the service.");
    } catch (TargetFailure worse) {
      return worse;
    }
  }

  private void requireGroup(URI group) throws TargetFailure, InterruptedException {
    try {
      client.get(URI.create(group + "?" + dialect.withoutMembers(Set.of())));
    } catch (TargetFailure refused) {
      throw refused.isStatus(NOT_FOUND)
          ? refused.as(FailureKind.GONE, "The group does not exist in the service any more.")
          : refused;
    }
  }

  private void remove(URI group, List<Member> some, OperationKey key)
      throws TargetFailure, InterruptedException {
    try {
      client.send(
          "PATCH", group, dialect.removing(some), own(key, "remove", some), Optional.empty());
    } catch (TargetFailure refused) {
      if (refused.isStatus(NOT_FOUND)) {
        requireGroup(group);
      } else if (!refused.isStatus(BAD_REQUEST) || !refused.isType("noTarget")) {
        throw refused;
      }
      removeOneByOne(group, some, key);
    }
  }

  /** For services to which removing an absent member is an error. */
  private void removeOneByOne(URI group, List<Member> some, OperationKey key)
      throws TargetFailure, InterruptedException {
    if (some.size() > 1) {
      for (Member each : some) {
        remove(group, List.of(each), key);
      }
    }
  }

  private Collection<List<Member>> batches(List<Member> all) {
    List<List<Member>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += perRequest) {
      batches.add(all.subList(from, Math.min(all.size(), from + perRequest)));
    }
    return batches;
  }
}
