package io.tessera.store.jpa.internal;

import io.tessera.model.ResourceId;
import io.tessera.store.spi.AccessTokens;
import io.tessera.store.spi.Aim;
import io.tessera.store.spi.Assignments;
import io.tessera.store.spi.Bookmarks;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Configurations;
import io.tessera.store.spi.Deed;
import io.tessera.store.spi.Destinations;
import io.tessera.store.spi.Evaluations;
import io.tessera.store.spi.FederatedLinks;
import io.tessera.store.spi.Intents;
import io.tessera.store.spi.LastUses;
import io.tessera.store.spi.Memberships;
import io.tessera.store.spi.PassedResources;
import io.tessera.store.spi.Principals;
import io.tessera.store.spi.Resources;
import io.tessera.store.spi.ShortMemories;
import io.tessera.store.spi.SignInFailures;
import io.tessera.store.spi.Sweeps;
import io.tessera.store.spi.Tallies;
import io.tessera.store.spi.Transaction;
import java.util.Map;
import java.util.UUID;

/** What can be done on one session. */
final class JpaTransaction implements Transaction {
  private final JpaMemberships memberships;
  private final JpaResources resources;
  private final JpaConfigurations configurations;
  private final JpaPrincipals principals;
  private final SqlAccessTokens accessTokens;
  private final SqlSignInFailures signInFailures;
  private final SqlLastUses lastUses;
  private final SqlBookmarks bookmarks;
  private final Session session;
  private final Queue queue;
  private final SqlIntents intents;
  private final SqlPassedResources passed;
  private final SqlEvaluations evaluations;
  private final SqlSweeps sweeps;
  private final SqlAssignments assignments;
  private final SqlFederatedLinks federatedLinks;
  private final SqlShortMemories shortMemories;
  private final SqlTallies tallies;

  JpaTransaction(Session session) {
    this.session = session;
    memberships = new JpaMemberships(session);
    resources = new JpaResources(session, memberships);
    configurations = new JpaConfigurations(session);
    principals = new JpaPrincipals(session);
    accessTokens = new SqlAccessTokens(session);
    signInFailures = new SqlSignInFailures(session);
    lastUses = new SqlLastUses(session);
    bookmarks = new SqlBookmarks(session);
    queue = new Queue(session);
    intents = new SqlIntents(session, queue);
    passed = new SqlPassedResources(session, queue);
    evaluations = new SqlEvaluations(session);
    sweeps = new SqlSweeps(session);
    assignments = new SqlAssignments(session);
    federatedLinks = new SqlFederatedLinks(session);
    shortMemories = new SqlShortMemories(session);
    tallies = new SqlTallies(session);
  }

  @Override
  public Resources resources() {
    return resources;
  }

  @Override
  public Memberships memberships() {
    return memberships;
  }

  @Override
  public Configurations configurations() {
    return configurations;
  }

  @Override
  public Principals principals() {
    return principals;
  }

  @Override
  public AccessTokens accessTokens() {
    return accessTokens;
  }

  @Override
  public SignInFailures signInFailures() {
    return signInFailures;
  }

  @Override
  public LastUses lastUses() {
    return lastUses;
  }

  @Override
  public Bookmarks bookmarks() {
    return bookmarks;
  }

  @Override
  public PassedResources passed() {
    return passed;
  }

  @Override
  public Intents intents() {
    return intents;
  }

  @Override
  public Evaluations evaluations() {
    return evaluations;
  }

  @Override
  public Sweeps sweeps() {
    return sweeps;
  }

  @Override
  public Assignments assignments() {
    return assignments;
  }

  @Override
  public FederatedLinks federatedLinks() {
    return federatedLinks;
  }

  @Override
  public ShortMemories shortMemories() {
    return shortMemories;
  }

  @Override
  public Tallies tallies() {
    return tallies;
  }

  @Override
  public Map<UUID, Aim> aimsOf(ResourceId resource) {
    return queue.aimsOf(resource);
  }

  @Override
  public void record(Change change, Destinations destinations) {
    queue.record(change, destinations);
  }

  @Override
  public void record(Deed deed) {
    Deeds.add(session, deed);
  }
}
