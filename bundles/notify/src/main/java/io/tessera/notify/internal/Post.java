package io.tessera.notify.internal;

import io.tessera.provisioning.api.admin.AlertChannel;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends, on threads of its own. What comes for a channel while it rests or is tried again is sent
 * together with it; a channel gets a message a minute at most.
 */
@Component(service = Post.class)
public final class Post {
  private static final Logger LOG = LoggerFactory.getLogger(Post.class);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final long TEST_SECONDS = 25;

  /** Newer ones are not more important than older ones; the last line says that there are more. */
  private static final int MOST_NOTICES = 100;

  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30));

  private final Clock clock = Clock.systemUTC();
  private final Map<UUID, Box> boxes = new ConcurrentHashMap<>();
  private final Duration rest;
  private final List<Duration> pauses;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final ScheduledThreadPoolExecutor workers;

  @Activate
  public Post() {
    this(Duration.ofMinutes(1), PAUSES);
  }

  /**
   * @param rest between two messages of a channel
   * @param pauses after each failure; after the last one the message is given up
   */
  Post(Duration rest, List<Duration> pauses) {
    this.rest = rest;
    this.pauses = List.copyOf(pauses);
    this.workers =
        new ScheduledThreadPoolExecutor(
            2,
            work -> {
              Thread thread = new Thread(work, "alerts");
              thread.setDaemon(true);
              return thread;
            });
    workers.setRemoveOnCancelPolicy(true);
  }

  @Deactivate
  void stop() {
    workers.shutdownNow();
  }

  HttpClient client() {
    return client;
  }

  /**
   * @param lastFailure null when the last attempt went well, or there was none
   */
  record Standing(@Nullable Instant lastSent, @Nullable String lastFailure) {}

  Standing standing(UUID channel) {
    Box box = boxes.get(channel);
    return box == null ? new Standing(null, null) : box.standing;
  }

  /** Sends soon; never waits. */
  void send(UUID channel, String server, Carrier carrier, List<Notice> notices) {
    boxes.computeIfAbsent(channel, Box::new).add(server, carrier, notices);
  }

  /** Forgets what is to be sent over channels that are no more. */
  void keep(List<UUID> channels) {
    boxes.keySet().retainAll(channels);
  }

  /** Sends at once and waits. */
  AlertChannel.Attempt test(UUID channel, Carrier carrier) {
    Box box = boxes.computeIfAbsent(channel, Box::new);
    Future<AlertChannel.Attempt> running =
        workers.submit(() -> box.attempt(carrier, new Message("test", clock.instant(), List.of())));
    try {
      return running.get(TEST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      running.cancel(true);
      return new AlertChannel.Attempt(false, "There was no answer within seconds.");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new AlertChannel.Attempt(false, "The server stops.");
    } catch (ExecutionException bug) {
      LOG.error("an alert channel could not be tried", bug.getCause());
      return new AlertChannel.Attempt(false, "An internal error; see the log.");
    }
  }

  /** What waits for one channel. */
  private final class Box {
    private final UUID channel;
    private final List<Notice> waiting = new ArrayList<>();
    private @Nullable Carrier carrier;
    private String server = "";
    private boolean scheduled;
    private int failures;
    private Instant notBefore = Instant.MIN;
    private volatile Standing standing = new Standing(null, null);

    Box(UUID channel) {
      this.channel = channel;
    }

    synchronized void add(String sender, Carrier with, List<Notice> notices) {
      server = sender;
      carrier = with;
      notices.stream().limit(MOST_NOTICES - waiting.size()).forEach(waiting::add);
      schedule();
    }

    private synchronized void schedule() {
      if (scheduled || waiting.isEmpty()) {
        return;
      }
      Instant now = clock.instant();
      long millis = now.isBefore(notBefore) ? Duration.between(now, notBefore).toMillis() : 0;
      try {
        var unused = workers.schedule(this::work, millis, TimeUnit.MILLISECONDS);
        scheduled = true;
      } catch (RejectedExecutionException stopping) {
        LOG.debug("alerts are not sent any more: the server stops");
      }
    }

    private void work() {
      List<Notice> taken;
      Carrier with;
      String from;
      synchronized (this) {
        taken = List.copyOf(waiting);
        with = carrier;
        from = server;
      }
      boolean sent = false;
      try {
        sent = with == null || attempt(with, new Message(from, clock.instant(), taken)).sent();
      } finally {
        done(taken, sent);
      }
    }

    private synchronized void done(List<Notice> taken, boolean sent) {
      scheduled = false;
      if (sent) {
        failures = 0;
        notBefore = clock.instant().plus(rest);
        waiting.subList(0, taken.size()).clear();
      } else if (failures < pauses.size()) {
        notBefore = clock.instant().plus(pauses.get(failures));
        failures++;
      } else {
        LOG.warn("alert channel {}: {} notices are given up", channel, taken.size());
        failures = 0;
        waiting.subList(0, taken.size()).clear();
      }
      schedule();
    }

    private AlertChannel.Attempt attempt(Carrier with, Message message) {
      try {
        String said = with.send(message);
        standing = new Standing(clock.instant(), null);
        return new AlertChannel.Attempt(true, said);
      } catch (IOException refused) {
        String why = reason(refused);
        LOG.warn("alert channel {}: {}", channel, why);
        standing = new Standing(standing.lastSent(), why);
        return new AlertChannel.Attempt(false, why);
      }
    }

    private static String reason(IOException refused) {
      String said = refused.getMessage();
      return said == null || said.isBlank()
          ? "There was no connection: " + refused.getClass().getSimpleName() + "."
          : said;
    }
  }
}
