package io.tessera.connector.kit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every connector does. A test class extends it and provides the {@link Subject}; connectors
 * that cannot do everything name their abilities there. Each sentence of the contract is a test;
 * what became of them is in {@code target/tessera-verdicts} afterwards, a file for each test class.
 */
@ExtendWith(VerdictFile.class)
public abstract class ConnectorContract
    implements AccountsContract,
        ValuesContract,
        GroupsContract,
        ListingContract,
        ChangesContract,
        SchemaContract,
        SecretsContract,
        NetworkContract,
        BusyContract,
        HttpContract,
        LifeContract {
  private @Nullable Trial trial;

  /** The connector under test and its counterpart, empty or shared with earlier tests. */
  protected abstract Subject subject() throws Exception;

  @BeforeEach
  final void prepare() throws Exception {
    trial = new Trial(subject());
    trial.connector();
  }

  @AfterEach
  final void cleanUp() {
    if (trial != null) {
      trial.end();
    }
  }

  @Override
  public final Trial trial() {
    if (trial == null) {
      throw new IllegalStateException("the test has not begun");
    }
    return trial;
  }
}
