package io.tessera.connector.salesforce.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Operation.MemberDelta;
import io.tessera.connector.spi.RemoteId;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Adds members to a group and removes them, many by one request (sObject Collections). */
final class Members {
  /** The most records a collection may have. */
  private static final int MOST = 200;

  private final SalesforceClient client;
  private final GroupKind kind;

  Members(SalesforceClient client, GroupKind kind) {
    this.client = client;
    this.kind = kind;
  }

  void change(RemoteId group, MemberDelta delta) throws TargetFailure, InterruptedException {
    for (List<Member> some : batches(delta.add())) {
      add(group, some);
    }
    for (List<Member> some : batches(delta.remove())) {
      remove(group, some);
    }
  }

  private void add(RemoteId group, List<Member> some) throws TargetFailure, InterruptedException {
    refuseMissing(some);
    List<Value> records = new ArrayList<>();
    for (Member each : some) {
      Attributes type = Attributes.builder().put("type", kind.membership()).build();
      records.add(
          Value.complex(
              Attributes.builder()
                  .put("attributes", Value.complex(type))
                  .put(kind.groupField(), group.value())
                  .put(kind.memberField(), each.id().value())
                  .build()));
    }
    Attributes all =
        Attributes.builder().put("allOrNone", false).put("records", Value.many(records)).build();
    for (Attributes result : client.postAll("composite/sobjects", all)) {
      Optional<TargetFailure> failure = client.failure(result);
      if (failure.isPresent() && !failure.get().is("DUPLICATE_VALUE")) {
        throw meant(failure.get());
      }
    }
  }

  /** Of a member nothing may be gone but the member. */
  private static TargetFailure meant(TargetFailure failure) {
    FailureKind kind = failure.failed().kind();
    return kind == FailureKind.GONE || kind == FailureKind.CONFLICT
        ? failure.as(FailureKind.INVALID, failure.failed().detail())
        : failure;
  }

  /** The org takes removed users as members without a word, as it never deletes one. */
  private void refuseMissing(List<Member> some) throws TargetFailure, InterruptedException {
    Set<String> wanted = new HashSet<>();
    for (Member each : some) {
      boolean possible =
          Soql.isId(each.id()) && (each.type() == ObjectType.USER || kind.isNested());
      if (!possible) {
        throw missing();
      }
      if (each.type() == ObjectType.USER) {
        wanted.add(each.id().value());
      }
    }
    if (!wanted.isEmpty()) {
      for (Attributes row :
          client.query("SELECT Id, Username FROM User WHERE Id IN " + Soql.in(wanted))) {
        if (!UserRecords.isRemoved(row)) {
          wanted.remove(row.text("Id").orElse(""));
        }
      }
    }
    if (!wanted.isEmpty()) {
      throw missing();
    }
  }

  private static TargetFailure missing() {
    return TargetFailure.of(
        FailureKind.INVALID, "A member to add does not exist in the org, or cannot be one.");
  }

  private void remove(RemoteId group, List<Member> some)
      throws TargetFailure, InterruptedException {
    List<String> ids = some.stream().map(m -> m.id().value()).filter(Soql::isId).toList();
    if (ids.isEmpty()) {
      return;
    }
    List<String> found = new ArrayList<>();
    for (Attributes row :
        client.query(
            "SELECT Id FROM "
                + kind.membership()
                + " WHERE "
                + kind.groupField()
                + " = "
                + Soql.quoted(group.value())
                + " AND "
                + kind.memberField()
                + " IN "
                + Soql.in(ids))) {
      found.add(Directory.idOf(row).value());
    }
    if (found.isEmpty()) {
      return;
    }
    String path = "composite/sobjects?allOrNone=false&ids=" + String.join(",", found);
    for (Attributes result : client.deleteAll(path)) {
      Optional<TargetFailure> failure = client.failure(result);
      if (failure.isPresent() && !failure.get().isGone()) {
        throw failure.get();
      }
    }
  }

  private static List<List<Member>> batches(List<Member> all) {
    List<List<Member>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MOST) {
      batches.add(all.subList(from, Math.min(all.size(), from + MOST)));
    }
    return batches;
  }

  List<String> plan(MemberDelta delta) {
    List<String> calls = new ArrayList<>();
    String path = " /composite/sobjects: ";
    batches(delta.add())
        .forEach(some -> calls.add("POST" + path + some.size() + " " + kind.membership()));
    batches(delta.remove())
        .forEach(some -> calls.add("DELETE" + path + some.size() + " " + kind.membership()));
    return calls;
  }
}
