package io.tessera.admin.api.internal;

import io.tessera.provisioning.api.RepeatedRequests;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Requests in memory. */
final class FakeRepeatedRequests implements RepeatedRequests {
  private final Map<String, String> requests = new ConcurrentHashMap<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  /** As if every request that is known were under way. */
  void forgetAnswers() {
    answers.clear();
  }

  @Override
  public Turn begin(String key, String request) {
    String first = requests.putIfAbsent(key, request);
    if (first == null) {
      return new Turn(Kind.FIRST, "");
    }
    if (!first.equals(request)) {
      return new Turn(Kind.OTHER, "");
    }
    String answer = answers.get(key);
    return answer == null ? new Turn(Kind.RUNNING, "") : new Turn(Kind.ANSWERED, answer);
  }

  @Override
  public void finished(String key, String request, String answer) {
    answers.put(key, answer);
  }

  @Override
  public void abandoned(String key) {
    requests.remove(key);
  }
}
