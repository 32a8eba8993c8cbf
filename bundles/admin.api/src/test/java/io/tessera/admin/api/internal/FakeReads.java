package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.MemberRef;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Bundles;
import io.tessera.provisioning.api.admin.Entitlements;
import io.tessera.provisioning.api.admin.Finder;
import io.tessera.provisioning.api.admin.Overview;
import io.tessera.provisioning.api.admin.Overview.Attention;
import io.tessera.provisioning.api.admin.Overview.Figures;
import io.tessera.provisioning.api.admin.Overview.Hour;
import io.tessera.provisioning.api.admin.Overview.Standing;
import io.tessera.provisioning.api.admin.Overviews;
import io.tessera.provisioning.api.admin.People;
import io.tessera.provisioning.api.admin.RoleAssignment;
import io.tessera.provisioning.api.admin.Run;
import io.tessera.provisioning.api.admin.Runs;
import io.tessera.provisioning.api.admin.Slice;
import io.tessera.provisioning.api.admin.TargetStatus;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One user, one group, and whatever is asked for is found. */
final class FakeReads implements People, Finder, Overviews, Runs, Entitlements, Bundles {
  private static final ResourceId ID = new ResourceId(UUID.randomUUID());

  /** In an hour and today; null is what somebody is told who sees some targets only. */
  @Nullable Long changes = 10L;

  People.@Nullable Wanted lastWanted;
  Entitlements.@Nullable Wanted lastEntitlements;

  @Override
  public Slice<Resource> users(
      Caller caller, People.Wanted wanted, @Nullable String cursor, int limit) {
    lastWanted = wanted;
    Value work = Value.complex(Attributes.builder().put("value", "a@example.com").build());
    Value main =
        Value.complex(
            Attributes.builder().put("value", "alice@example.com").put("primary", true).build());
    return one(
        ResourceType.USER,
        Attributes.builder()
            .put("userName", "alice")
            .put("displayName", "Alice")
            .put("active", false)
            .put("emails", Value.many(List.of(work, main)))
            .build(),
        cursor);
  }

  @Override
  public Slice<Resource> groups(
      Caller caller, People.Wanted wanted, @Nullable String cursor, int limit) {
    lastWanted = wanted;
    return one(
        ResourceType.GROUP, Attributes.builder().put("displayName", "staff").build(), cursor);
  }

  private static Slice<Resource> one(
      ResourceType type, Attributes attributes, @Nullable String cursor) {
    Resource only =
        new Resource(type, ID, "PRIMARY", 1, Instant.EPOCH, Instant.EPOCH, null, attributes);
    return new Slice<>(List.of(only), cursor == null ? "more" : null);
  }

  @Override
  public Slice<Member> members(
      Caller caller, ResourceId group, @Nullable String cursor, int limit) {
    return new Slice<>(List.of(new Member(new MemberRef(ResourceType.USER, ID), "Alice")), null);
  }

  @Override
  public Map<ResourceId, String> names(Collection<ResourceId> ids) {
    return ids.stream().distinct().collect(Collectors.toMap(id -> id, id -> "Alice"));
  }

  @Override
  public List<Hit> find(Caller caller, String text) {
    return List.of(new Hit(Kind.IDENTITY_PROVIDER, ID.toString(), text, ""));
  }

  @Override
  public Overview overview(Caller caller) {
    TargetStatus status =
        new TargetStatus(TargetStatus.State.TROUBLED, "It does not answer.", 3, 1, 2, Set.of());
    return new Overview(
        Instant.EPOCH,
        List.of(
            new Attention(Overview.Kind.DEAD, 1, ID.value(), "hr", "", Instant.EPOCH),
            new Attention(Overview.Kind.ROLLED_BACK, 1, null, "", "Version 2 failed.", null)),
        new Figures(3, 60, 1, 2, changes, 9),
        List.of(new Hour(Instant.EPOCH, changes, 9, 1)),
        list(caller),
        List.of(new Standing(ID.value(), "hr", status, null)));
  }

  @Override
  public List<Run> list(Caller caller) {
    return List.of(run(Run.State.RUNNING));
  }

  @Override
  public Optional<Run> get(Caller caller, UUID id) {
    return id.equals(ID.value()) ? Optional.of(run(Run.State.RUNNING)) : Optional.empty();
  }

  @Override
  public Run pause(Caller caller, UUID id) {
    return run(Run.State.PAUSED);
  }

  @Override
  public Run resume(Caller caller, UUID id) {
    throw RejectedException.of(Problem.Kind.CONFLICT, "The load is running.");
  }

  @Override
  public Run cancel(Caller caller, UUID id) {
    return run(Run.State.CANCELLED);
  }

  private static Run run(Run.State state) {
    return new Run(
        ID.value(),
        Run.Kind.INITIAL_LOAD,
        "hr",
        ID.value(),
        state,
        5,
        10,
        4,
        2,
        Instant.EPOCH,
        state == Run.State.CANCELLED ? Instant.EPOCH : null);
  }

  @Override
  public Slice<Held> list(
      Caller caller, Entitlements.Wanted wanted, @Nullable String cursor, int limit) {
    lastEntitlements = wanted;
    return new Slice<>(
        List.of(
            new Held(
                ID,
                "Alice",
                "sales",
                "hr",
                "cn=sales",
                null,
                Instant.EPOCH,
                RoleAssignment.Origin.ADMINISTRATOR,
                ID.value())),
        null);
  }

  @Override
  public List<BundleView> list() {
    return List.of(bundle(State.ACTIVE));
  }

  @Override
  public Optional<BundleView> get(long id) {
    return id == 7 ? Optional.of(bundle(State.ACTIVE)) : Optional.empty();
  }

  @Override
  public BundleView refresh(Caller caller, long id) {
    return bundle(State.ACTIVE);
  }

  @Override
  public BundleView stop(Caller caller, long id) {
    return bundle(State.RESOLVED);
  }

  @Override
  public BundleView start(Caller caller, long id) {
    throw RejectedException.of(Problem.Kind.CONFLICT, "It needs what nobody provides.");
  }

  @Override
  public Optional<String> whyNoUpload() {
    return Optional.empty();
  }

  @Override
  public Uploaded deploy(Caller caller, String file, InputStream jar) throws IOException {
    if (file.isEmpty()) {
      throw RejectedException.at(
          Problem.Kind.INVALID_VALUE, AttributePath.of("file"), "file: say how it is called.");
    }
    return new Uploaded(file, "acme", "1.0." + jar.readAllBytes().length);
  }

  private static BundleView bundle(State state) {
    return new BundleView(
        7, "acme", "Acme", "1.0.0", state, Source.DEPLOYED, "acme.jar", "It is stopped.");
  }

  ReadCases cases() {
    return new ReadCases(
        this,
        this,
        this,
        this,
        this,
        this,
        new ServerSettings(
            Map.of(
                    "tessera.jdbc.url", "jdbc:postgresql://db/t?password=x&a=b",
                    "tessera.source.jdbc.url", "file")
                ::get));
  }
}
