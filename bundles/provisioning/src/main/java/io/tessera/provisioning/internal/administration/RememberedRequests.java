package io.tessera.provisioning.internal.administration;

import io.tessera.provisioning.api.RepeatedRequests;
import io.tessera.provisioning.api.federation.SignInMemory;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Requests and their answers, in what sign-ins remember: it is sealed, ends by itself, and is the
 * same on every node. The mark of a request that is under way ends soon, for nodes that went down.
 */
@Component(service = RepeatedRequests.class)
public final class RememberedRequests implements RepeatedRequests {
  private static final Duration LIFE = Duration.ofHours(24);
  private static final Duration UNDER_WAY = Duration.ofMinutes(10);

  private final SignInMemory memory;

  @Activate
  public RememberedRequests(@Reference(name = "memory") SignInMemory memory) {
    this.memory = memory;
  }

  @Override
  public Turn begin(String key, String request) {
    Optional<Turn> answered = answered(key, request);
    if (answered.isPresent()) {
      return answered.get();
    }
    if (memory.put(SignInMemory.Kind.REQUEST, key, request, UNDER_WAY)) {
      return new Turn(Kind.FIRST, "");
    }
    boolean same = memory.get(SignInMemory.Kind.REQUEST, key).filter(request::equals).isPresent();
    return answered(key, request).orElse(new Turn(same ? Kind.RUNNING : Kind.OTHER, ""));
  }

  private Optional<Turn> answered(String key, String request) {
    return memory
        .get(SignInMemory.Kind.ANSWER, key)
        .map(kept -> kept.split("\n", 2))
        .map(
            kept ->
                kept[0].equals(request)
                    ? new Turn(Kind.ANSWERED, kept[1])
                    : new Turn(Kind.OTHER, ""));
  }

  @Override
  public void finished(String key, String request, String answer) {
    String kept = answer.length() > LONGEST_ANSWER ? "" : answer;
    memory.put(SignInMemory.Kind.ANSWER, key, request + "\n" + kept, LIFE);
  }

  @Override
  public void abandoned(String key) {
    memory.take(SignInMemory.Kind.REQUEST, key);
  }
}
