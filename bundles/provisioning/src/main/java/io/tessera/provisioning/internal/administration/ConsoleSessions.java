package io.tessera.provisioning.internal.administration;

import io.tessera.metering.CacheFigures;
import io.tessera.metering.MeterSource;
import io.tessera.metering.Readings;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.AdministratorSessions;
import io.tessera.provisioning.api.Administrators;
import io.tessera.provisioning.api.Administrators.Credential;
import io.tessera.provisioning.api.Sender;
import io.tessera.provisioning.api.federation.SignInMemory.Kind;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.federation.SealedSignInMemory;
import io.tessera.store.spi.Transaction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Sessions of administrators, in what sign-ins remember. A session says whose it is and when it
 * ends at the latest; what its administrator may do is read with each request.
 */
@Component(service = {AdministratorSessions.class, MeterSource.class})
public final class ConsoleSessions implements AdministratorSessions, MeterSource {
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final Duration STALE = Duration.ofSeconds(5);

  /** How often use is written down. */
  private static final Duration NOTED = Duration.ofMinutes(1);

  private static final int ID_BYTES = 32;

  /** Tells which sign-in a sign-out belongs to. */
  private static final int SHOWN = 16;

  private static final int MOST_REMEMBERED = 1000;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final SealedSignInMemory memory;
  private final Administrators administrators;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();
  private final CacheFigures figures = new CacheFigures("sessions", seen::size);

  /** As it is remembered. */
  private record Kept(String stamp, Instant end, String administrator) {
    String text() {
      return stamp + "\n" + end.toEpochMilli() + "\n" + administrator;
    }

    static Kept of(String text) {
      String[] lines = text.split("\n", 3);
      return new Kept(lines[0], Instant.ofEpochMilli(Long.parseLong(lines[1])), lines[2]);
    }
  }

  private record Seen(Kept kept, Instant read, Instant noted) {}

  @Activate
  public ConsoleSessions(
      @Reference(name = "memory") SealedSignInMemory memory,
      @Reference(name = "administrators") Administrators administrators) {
    this(memory, administrators, Clock.systemUTC());
  }

  ConsoleSessions(SealedSignInMemory memory, Administrators administrators, Clock clock) {
    this.memory = memory;
    this.administrators = administrators;
    this.clock = clock;
  }

  @Override
  public Session open(String administrator, Sender sender) {
    Credential credential =
        administrators
            .credential(administrator)
            .filter(Credential::enabled)
            .orElseThrow(() -> new IllegalStateException("Nobody who may sign in"));
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = TEXT.encodeToString(bytes);
    Instant now = clock.instant();
    Kept kept = new Kept(credential.stamp(), now.plus(LONGEST), credential.name());
    if (!memory.put(
        Kind.CONSOLE, id, kept.text(), IDLE, tx -> record(tx, kept, id, "signed_in", sender))) {
      throw new IllegalStateException("The same 256 random bits twice");
    }
    remember(id, new Seen(kept, now, now));
    return session(id, kept, credential, now);
  }

  @Override
  public Optional<Session> find(String id) {
    Instant now = clock.instant();
    return seen(id, now).flatMap(found -> valid(id, found.kept(), now));
  }

  @Override
  public Optional<Session> use(String id) {
    Instant now = clock.instant();
    @Nullable Seen found = seen(id, now).orElse(null);
    if (found == null) {
      return Optional.empty();
    }
    Optional<Session> session = valid(id, found.kept(), now);
    if (session.isEmpty() || !found.noted().isBefore(now.minus(NOTED))) {
      return session;
    }
    if (!memory.prolong(Kind.CONSOLE, id, life(found.kept(), now))) {
      seen.remove(id);
      return Optional.empty();
    }
    remember(id, new Seen(found.kept(), found.read(), now));
    return session;
  }

  @Override
  public void close(String id, Sender sender) {
    if (ID.matcher(id).matches()) {
      memory.take(
          Kind.CONSOLE,
          id,
          (tx, content) -> record(tx, Kept.of(content), id, "signed_out", sender));
      seen.remove(id);
    }
  }

  private static void record(Transaction tx, Kept kept, String id, String action, Sender sender) {
    String name = kept.administrator();
    Attributes facts =
        Records.facts(action, name)
            .put("session", digest("audit|", id).substring(0, SHOWN))
            .build();
    tx.record(Records.signIn(name, name, sender, facts));
  }

  private Optional<Seen> seen(String id, Instant now) {
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    @Nullable Seen known = seen.get(id);
    boolean holds = known != null && known.read().isAfter(now.minus(STALE));
    figures.asked(holds);
    if (known != null && holds) {
      return Optional.of(known);
    }
    Instant noted = known == null ? Instant.MIN : known.noted();
    Optional<Seen> read =
        memory.get(Kind.CONSOLE, id).map(text -> new Seen(Kept.of(text), now, noted));
    read.ifPresentOrElse(fresh -> remember(id, fresh), () -> seen.remove(id));
    return read;
  }

  private void remember(String id, Seen fresh) {
    if (seen.size() >= MOST_REMEMBERED) {
      figures.evicted(seen.size());
      seen.clear();
    }
    seen.put(id, fresh);
  }

  private Optional<Session> valid(String id, Kept kept, Instant now) {
    return administrators
        .credential(kept.administrator())
        .filter(Credential::enabled)
        .filter(present -> present.stamp().equals(kept.stamp()) && now.isBefore(kept.end()))
        .map(present -> session(id, kept, present, now));
  }

  private static Session session(String id, Kept kept, Credential credential, Instant now) {
    return new Session(id, csrf(id), credential, now.plus(life(kept, now)));
  }

  private static Duration life(Kept kept, Instant now) {
    Duration rest = Duration.between(now, kept.end());
    return rest.compareTo(IDLE) < 0 ? rest : IDLE;
  }

  private static String csrf(String id) {
    return digest("csrf|", id);
  }

  /** Says nothing of the id it is made from. */
  private static String digest(String purpose, String id) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return TEXT.encodeToString(sha.digest((purpose + id).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  @Override
  public void tell(Readings readings) {
    figures.tell(readings);
  }
}
