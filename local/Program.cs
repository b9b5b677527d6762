using OrderRelay.Local.Cli;

return await RelayCommands.RunAsync(args);
