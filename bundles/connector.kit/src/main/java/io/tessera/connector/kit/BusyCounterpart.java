package io.tessera.connector.kit;

/** A counterpart that can be told to refuse everything for a while, because it is too busy. */
public interface BusyCounterpart extends Counterpart {
  /** From now on. */
  void beBusy();

  /** Takes requests again. */
  void recover();
}
