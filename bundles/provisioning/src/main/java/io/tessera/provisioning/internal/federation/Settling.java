package io.tessera.provisioning.internal.federation;

import io.tessera.model.Attributes;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.federation.Assertion;
import io.tessera.provisioning.api.federation.Outcome;
import io.tessera.provisioning.internal.write.OneWrite;
import io.tessera.store.spi.FederatedLinks.Link;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Carries a decision out, inside the one write of a sign-in. */
final class Settling {
  private final Visit visit;
  private final OneWrite write;
  private final Clock clock;
  private final @Nullable String passwordHash;

  Settling(Visit visit, OneWrite write, Clock clock, @Nullable String passwordHash) {
    this.visit = visit;
    this.write = write;
    this.clock = clock;
    this.passwordHash = passwordHash;
  }

  /** A link that was used, too. */
  record Settled(Outcome outcome, Optional<UUID> link) {}

  Settled settle(Decision decision) {
    if (decision instanceof Decision.Makes makes) {
      return make(makes);
    }
    if (decision instanceof Decision.Follows follows) {
      return follow(follows);
    }
    if (decision instanceof Decision.Enters enters) {
      return entered(enters);
    }
    return new Settled(((Decision.Ends) decision).outcome(), Optional.empty());
  }

  static Settled entered(Decision.Enters enters) {
    return new Settled(
        signedIn(enters.account(), false, Optional.empty()), Optional.of(enters.link().id()));
  }

  private Settled make(Decision.Makes makes) {
    write.because(because("Account made at the sign-in", makes.note()));
    Attributes user = Grants.withRoles(visit.claims().user(makes.userName()), makes.grants());
    Resource made = write.create(user, passwordHash);
    makes.grants().joins().forEach(group -> write.join(group, made.id()));
    Given given = makes.grants().given().with(AttributeChanges.made(visit.claims().said()));
    UUID link = link(made.id(), given);
    return new Settled(signedIn(made, true, write.changeOf(made.id())), Optional.of(link));
  }

  private Settled follow(Decision.Follows follows) {
    write.because(because(follows.link().isPresent() ? "Sign-in" : "First linked sign-in", ""));
    ResourceId user = follows.account().id();
    Resource changed =
        write.change(
            follows.account(),
            present ->
                Grants.withRoles(
                    AttributeChanges.of(present, given(follows), visit.claims().said()).after(),
                    follows.grants()));
    follows.grants().joins().forEach(group -> write.join(group, user));
    follows.grants().leaves().forEach(group -> write.leave(group, user));
    Given given = follows.grants().given().with(follows.attributes().set());
    UUID link;
    if (follows.link().isPresent()) {
      link = follows.link().get().id();
      write.tx().federatedLinks().give(link, given.document());
    } else {
      link = link(user, given);
    }
    return new Settled(signedIn(changed, false, write.changeOf(user)), Optional.of(link));
  }

  private static Given given(Decision.Follows follows) {
    return follows.link().map(link -> Given.of(link.given())).orElse(Given.NOTHING);
  }

  private UUID link(ResourceId identity, Given given) {
    Assertion assertion = visit.arrival().assertion();
    Link link =
        new Link(
            UUID.randomUUID(),
            visit.provider().id(),
            assertion.issuer(),
            assertion.subject(),
            identity,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            given.document());
    write.tx().federatedLinks().add(link);
    write
        .tx()
        .record(
            LinkAdministration.decided(
                write.caller(), link.id(), identity, visit.provider().name(), "made"));
    return link.id();
  }

  private String because(String what, String note) {
    String through = what + " through " + visit.provider().name() + ".";
    return note.isEmpty() ? through : through + " " + note;
  }

  private static Outcome.SignedIn signedIn(
      Resource account, boolean created, Optional<UUID> change) {
    String name = account.name();
    String display =
        account
            .attributes()
            .text("displayName")
            .or(() -> account.attributes().complex("name").text("formatted"))
            .orElse(name);
    return new Outcome.SignedIn(
        account.id(), name, display, account.domain(), created, change, List.of());
  }
}
