package io.tessera.provisioning.internal.federation;

import static io.tessera.provisioning.api.federation.Outcome.Question.CONSENT;
import static io.tessera.provisioning.api.federation.Outcome.Question.PASSWORD;
import static io.tessera.provisioning.api.federation.Outcome.Question.PROOF;
import static io.tessera.provisioning.api.federation.Outcome.Question.USER_NAME;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn.GroupSync;
import io.tessera.provisioning.api.admin.SignIn.Jit;
import io.tessera.provisioning.api.admin.SignIn.Scheme;
import io.tessera.provisioning.api.federation.Arrival;
import io.tessera.provisioning.api.federation.Arrival.Answers;
import io.tessera.provisioning.api.federation.Outcome;
import io.tessera.provisioning.api.federation.Outcome.Question;
import io.tessera.provisioning.api.federation.Outcome.Why;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.store.spi.FederatedLinks.Link;
import io.tessera.store.spi.Transaction;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Decides what becomes of somebody who arrives, by what a transaction sees. Writes nothing. */
final class Judgement {
  private final Visit visit;
  private final Transaction tx;
  private final Snapshot snapshot;
  private final IdentityProvider provider;
  private final Arrival arrival;
  private final Claims claims;
  private final KnownAccounts accounts;
  private final Function<ResourceId, Optional<Resource>> reading;

  /**
   * @param reading an account by its id; one that is to be written is locked by it
   */
  Judgement(
      Visit visit,
      Transaction tx,
      Snapshot snapshot,
      Function<ResourceId, Optional<Resource>> reading) {
    this.visit = visit;
    this.tx = tx;
    this.snapshot = snapshot;
    this.provider = visit.provider();
    this.arrival = visit.arrival();
    this.claims = visit.claims();
    this.reading = reading;
    this.accounts =
        new KnownAccounts(
            tx, visit.serviceProvider(), visit.userStore(), snapshot.schema(ResourceType.USER));
  }

  Decision decide() {
    Optional<Link> link = link();
    if (link.isPresent()) {
      return linked(link.get());
    }
    Decision decision = unlinked();
    if (!(decision instanceof Decision.Ends)) {
      return decision;
    }
    // They may have arrived twice: what is in the way is then their own account, linked just now.
    return link().map(this::linked).orElse(decision);
  }

  private Optional<Link> link() {
    return tx.federatedLinks()
        .find(provider.id(), arrival.assertion().issuer(), arrival.assertion().subject());
  }

  private Decision linked(Link link) {
    return reading
        .apply(link.identity())
        .map(account -> known(account, Optional.of(link)))
        .orElseGet(
            () ->
                refused(
                    Why.NO_ACCOUNT,
                    "the account that is linked is not in the user store "
                        + visit.userStore()
                        + ", where this sign-in looks"));
  }

  private Decision unlinked() {
    Jit jit = provider.signIn().jit();
    if (!jit.enabled()) {
      return refused(
          Why.NO_ACCOUNT, "nobody is linked to this subject, and accounts are not made (jit)");
    }
    List<Resource> found = accounts.found(jit.lookups(), claims);
    if (found.size() > 1) {
      return refused(Why.CLAIMS, "the lookups find more than one account; none is taken");
    }
    return found.isEmpty() ? unknown(jit) : byLookup(found.get(0));
  }

  /** Somebody who is there, and is not linked to another subject of this provider. */
  private Decision byLookup(Resource found) {
    boolean others =
        tx.federatedLinks().of(found.id()).stream()
            .anyMatch(link -> link.identityProvider().equals(provider.id()));
    if (others) {
      return refused(
          Why.NAME_TAKEN,
          "the account the lookups find is linked to another subject of this identity provider;"
              + " an administrator can link this one");
    }
    return reading
        .apply(found.id())
        .map(account -> known(account, Optional.empty()))
        .orElseGet(() -> refused(Why.NO_ACCOUNT, "the account was deleted just now"));
  }

  private Decision known(Resource account, Optional<Link> link) {
    if (!account.active()) {
      return refused(Why.ACCOUNT_DISABLED, "the account is not active; sign-in never activates it");
    }
    Jit jit = provider.signIn().jit();
    if (!jit.enabled() && link.isPresent()) {
      return new Decision.Enters(link.get(), account);
    }
    Given given = link.map(present -> Given.of(present.given())).orElse(Given.NOTHING);
    AttributeChanges attributes = AttributeChanges.of(account.attributes(), given, claims.said());
    Grants.Step step =
        new Grants(tx, snapshot, claims, jit.groups(), given)
            .of(Optional.of(account.id()), account.domain(), account.attributes());
    boolean same =
        attributes.after().equals(account.attributes())
            && step.isNothing()
            && step.given().with(attributes.set()).equals(given);
    return link.isPresent() && same
        ? new Decision.Enters(link.get(), account)
        : new Decision.Follows(account, link, attributes, step);
  }

  private Decision unknown(Jit jit) {
    Answers answers = arrival.answers();
    boolean choosesName =
        jit.scheme() == Scheme.USER_NAME || jit.scheme() == Scheme.USER_NAME_AND_PASSWORD;
    Optional<String> told = claims.userName();
    if (!choosesName && told.isEmpty()) {
      return refused(Why.CLAIMS, "no claim says the user name, and the scheme asks for none");
    }
    Optional<String> chosen =
        choosesName ? answers.userName().map(String::strip).filter(n -> !n.isEmpty()) : told;
    Optional<Resource> taken = chosen.or(() -> told).flatMap(accounts::named);
    if (taken.isPresent()) {
      return taken(jit, taken.get(), choosesName);
    }
    Set<Question> open = EnumSet.noneOf(Question.class);
    if (jit.scheme() == Scheme.CONSENT && !answers.consents()) {
      open.add(CONSENT);
    }
    if (choosesName && chosen.isEmpty()) {
      open.add(USER_NAME);
    }
    if (jit.scheme() == Scheme.USER_NAME_AND_PASSWORD && answers.password().isEmpty()) {
      open.add(PASSWORD);
    }
    if (!open.isEmpty()) {
      return asked(questions(jit), chosen.or(() -> told).orElse(""), List.of());
    }
    String userName = chosen.orElseThrow();
    Grants.Step step =
        new Grants(tx, snapshot, claims, GroupSync.KEEP_MANUAL, Given.NOTHING)
            .of(Optional.empty(), visit.userStore(), Attributes.empty());
    return new Decision.Makes(userName, step, note());
  }

  /** Two who share an address are two people until somebody says otherwise. */
  private String note() {
    return accounts.anyHas(claims.emails())
        ? "Another account has the same e-mail address; they were not linked."
        : "";
  }

  private Decision taken(Jit jit, Resource other, boolean choosesName) {
    if (jit.scheme() == Scheme.SILENT) {
      return refused(
          Why.NAME_TAKEN,
          "an account of this name is there and is not linked to the subject. If it is theirs, link"
              + " it (tessera link create), or let the scheme ask for a proof; else map another"
              + " claim to userName");
    }
    if (visit.proved().filter(other.id()::equals).isPresent()) {
      return reading
          .apply(other.id())
          .map(account -> known(account, Optional.empty()))
          .orElseGet(() -> refused(Why.NO_ACCOUNT, "the account was deleted just now"));
    }
    Set<Question> questions = EnumSet.of(PROOF);
    if (choosesName) {
      questions.addAll(questions(jit));
    }
    List<Problem> problems =
        visit.proofFault().isPresent()
            ? visit.proofFault().stream().toList()
            : choosesName && arrival.answers().userName().isPresent()
                ? List.of(
                    Problem.at(
                        Problem.Kind.UNIQUENESS,
                        AttributePath.of("userName"),
                        "Somebody has this name. Choose another one, or prove that it is you."))
                : List.of();
    return asked(questions, other.name(), problems);
  }

  private static Set<Question> questions(Jit jit) {
    return switch (jit.scheme()) {
      case SILENT -> EnumSet.noneOf(Question.class);
      case CONSENT -> EnumSet.of(CONSENT);
      case USER_NAME -> EnumSet.of(USER_NAME);
      case USER_NAME_AND_PASSWORD -> EnumSet.of(USER_NAME, PASSWORD);
    };
  }

  private Decision asked(Set<Question> questions, String userName, List<Problem> problems) {
    return new Decision.Ends(new Outcome.Asked(questions, userName, claims.shown(), problems));
  }

  private static Decision refused(Why why, String reason) {
    return new Decision.Ends(new Outcome.Refused(why, reason));
  }
}
