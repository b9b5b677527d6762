using OrderRelay.Load.Commands;

return await new LoadCommand { new DrainCommand(), new ReportCommand(), new CompareCommand(), new GrowthCommand() }.Parse(args).InvokeAsync();
