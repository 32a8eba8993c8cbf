package io.tessera.inbound.http;

import io.tessera.provisioning.api.SignInThrottle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Says what it is told to, and remembers what it was told. */
final class FakeThrottle implements SignInThrottle {
  volatile Duration wait = Duration.ZERO;
  final List<String> told = Collections.synchronizedList(new ArrayList<>());

  @Override
  public Duration take(String name) {
    return wait;
  }

  @Override
  public void wrong(String name, boolean known) {
    told.add("wrong " + name + (known ? "" : " unknown"));
  }

  @Override
  public void right(String name) {
    told.add("right " + name);
  }

  @Override
  public void undecided(String name) {
    told.add("undecided " + name);
  }
}
