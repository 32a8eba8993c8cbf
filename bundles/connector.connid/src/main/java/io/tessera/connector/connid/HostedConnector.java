package io.tessera.connector.connid;

import io.tessera.connector.connid.internal.Hosted;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Describable;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.PasswordAware;
import io.tessera.connector.spi.Plannable;
import io.tessera.connector.spi.Testable;
import java.util.List;
import java.util.Map;

/** A ConnId connector of one target that can neither search nor tell changes. */
public class HostedConnector implements Connector, Testable, Describable, PasswordAware, Plannable {
  final Hosted hosted;

  public HostedConnector(HostedBundle bundle, Map<String, Object> properties) {
    hosted = new Hosted(bundle.bundle(), properties);
  }

  @Override
  public final Outcome apply(Operation operation) throws InterruptedException {
    return hosted.apply(operation);
  }

  @Override
  public final List<Step> test() throws InterruptedException {
    return hosted.test();
  }

  @Override
  public final Description describe(ObjectType type) throws InterruptedException {
    return hosted.describe(type);
  }

  @Override
  public final String passwordAttribute() {
    return Hosted.PASSWORD;
  }

  @Override
  public final List<String> plan(Operation operation) throws InterruptedException {
    return hosted.plan(operation);
  }

  /** Calls in flight have had their time. */
  public final void close() {
    hosted.close();
  }
}
