package io.sitehub.cli.supervise;

/** A program that does nothing until it is told to stop. */
final class Napper {
  private Napper() {}

  /** Runs until it is told to stop. */
  public static void main(String[] args) throws InterruptedException {
    Thread.currentThread().join();
  }
}
