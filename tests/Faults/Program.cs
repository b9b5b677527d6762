return OrderRelay.Faults.Simulation.SimulateCommand.Run(args, Console.Out);
