package io.tessera.inbound.http;

import io.tessera.crypto.HasherBusyException;
import io.tessera.crypto.PasswordHasher;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A fast hash that counts how often it is computed, and can be made to wait or to be busy. */
final class CountingHasher implements PasswordHasher {
  final AtomicInteger computed = new AtomicInteger();
  volatile boolean busy;
  volatile CountDownLatch hold = new CountDownLatch(0);

  @Override
  public String hash(String password) {
    return new StringBuilder(password).reverse().toString();
  }

  @Override
  public boolean verify(String password, String phc) {
    if (busy) {
      throw new HasherBusyException("busy");
    }
    computed.incrementAndGet();
    try {
      hold.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return hash(password).equals(phc);
  }
}
