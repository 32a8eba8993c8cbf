package io.tessera.connector.connid.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.connector.spi.FailureKind;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.naming.CommunicationException;
import javax.naming.NameAlreadyBoundException;
import org.identityconnectors.framework.common.exceptions.AlreadyExistsException;
import org.identityconnectors.framework.common.exceptions.ConfigurationException;
import org.identityconnectors.framework.common.exceptions.ConnectionBrokenException;
import org.identityconnectors.framework.common.exceptions.ConnectionFailedException;
import org.identityconnectors.framework.common.exceptions.ConnectorException;
import org.identityconnectors.framework.common.exceptions.ConnectorIOException;
import org.identityconnectors.framework.common.exceptions.InvalidAttributeValueException;
import org.identityconnectors.framework.common.exceptions.InvalidCredentialException;
import org.identityconnectors.framework.common.exceptions.InvalidPasswordException;
import org.identityconnectors.framework.common.exceptions.OperationTimeoutException;
import org.identityconnectors.framework.common.exceptions.PermissionDeniedException;
import org.identityconnectors.framework.common.exceptions.PreconditionFailedException;
import org.identityconnectors.framework.common.exceptions.RetryableException;
import org.identityconnectors.framework.common.exceptions.UnknownUidException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
  static Stream<Arguments> exceptions() {
    CommunicationException refused = new CommunicationException("no");
    refused.setRootCause(new ConnectException("refused"));
    return Stream.of(
        Arguments.of(new AlreadyExistsException("x"), FailureKind.CONFLICT),
        Arguments.of(new UnknownUidException(), FailureKind.GONE),
        Arguments.of(new InvalidCredentialException("x"), FailureKind.AUTHENTICATION),
        Arguments.of(new InvalidPasswordException("x"), FailureKind.AUTHENTICATION),
        Arguments.of(new PermissionDeniedException("x"), FailureKind.AUTHENTICATION),
        Arguments.of(new ConfigurationException("x"), FailureKind.CONFIGURATION),
        Arguments.of(
            new ConfigurationException(new IllegalArgumentException("x")),
            FailureKind.CONFIGURATION),
        Arguments.of(new ConnectionFailedException("x"), FailureKind.TRANSIENT),
        Arguments.of(new ConnectionBrokenException("x"), FailureKind.UNKNOWN),
        Arguments.of(new OperationTimeoutException("x"), FailureKind.UNKNOWN),
        Arguments.of(new InvalidAttributeValueException("x"), FailureKind.INVALID),
        Arguments.of(new PreconditionFailedException("x"), FailureKind.TRANSIENT),
        Arguments.of(RetryableException.wrap("x", new RuntimeException()), FailureKind.TRANSIENT),
        Arguments.of(new UnsupportedOperationException("x"), FailureKind.CONFIGURATION),
        Arguments.of(new IllegalArgumentException("x"), FailureKind.INVALID),
        Arguments.of(new ConnectorIOException(new ConnectException()), FailureKind.TRANSIENT),
        Arguments.of(new ConnectorException(new SocketTimeoutException()), FailureKind.UNKNOWN),
        Arguments.of(new ConnectorException(refused), FailureKind.TRANSIENT),
        Arguments.of(new ConnectorException(new NameAlreadyBoundException()), FailureKind.CONFLICT),
        Arguments.of(sql("23505"), FailureKind.CONFLICT),
        Arguments.of(sql("22001"), FailureKind.INVALID),
        Arguments.of(sql("28000"), FailureKind.AUTHENTICATION),
        Arguments.of(sql("42X05"), FailureKind.CONFIGURATION),
        Arguments.of(sql("08001"), FailureKind.TRANSIENT),
        Arguments.of(sql("08006"), FailureKind.UNKNOWN),
        Arguments.of(sql("40001"), FailureKind.TRANSIENT),
        Arguments.of(new ConnectorException("x"), FailureKind.UNKNOWN));
  }

  private static Throwable sql(String state) {
    return new ConnectorException(new SQLException("x", state));
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void each_exception_has_its_kind(Throwable thrown, FailureKind kind) {
    assertThat(Failures.of(thrown).failed().kind()).isEqualTo(kind);
  }

  @Test
  void only_what_says_nothing_is_vague() {
    assertThat(Failures.of(new ConnectorException("x")).isVague()).isTrue();
    assertThat(Failures.of(new OperationTimeoutException("x")).isVague()).isFalse();
  }

  @Test
  void values_of_the_operation_are_not_told() {
    assertThat(
            Failures.of(new AlreadyExistsException("alice@example.com is there"))
                .without(List.of("alice@example.com"))
                .detail())
        .isEqualTo("The connector said: ... is there");
  }
}
